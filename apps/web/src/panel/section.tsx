import type { ReactNode } from "react";

/** A titled part of the details; `aside` stands at the right of its title. */
export function Section({
	title,
	aside,
	children,
}: {
	readonly title: string;
	readonly aside?: ReactNode;
	readonly children: ReactNode;
}) {
	return (
		<section className="details-section">
			<h3>
				<span>{title}</span>
				{aside}
			</h3>
			{children}
		</section>
	);
}
