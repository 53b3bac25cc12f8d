import { Tooltip } from "radix-ui";
import type { ReactElement } from "react";
import "./tip.css";

/** Says what a button does, to those who rest on it. */
export function Tip({ text, children }: { readonly text: string; readonly children: ReactElement }) {
	return (
		<Tooltip.Provider delayDuration={400}>
			<Tooltip.Root>
				<Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
				<Tooltip.Portal>
					<Tooltip.Content className="tip" sideOffset={6} collisionPadding={8}>
						{text}
					</Tooltip.Content>
				</Tooltip.Portal>
			</Tooltip.Root>
		</Tooltip.Provider>
	);
}
