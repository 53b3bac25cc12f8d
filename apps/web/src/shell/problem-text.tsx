import type { Problem } from "@suture/problems";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import "./problem-text.css";

const icons = { error: CircleAlert, warning: TriangleAlert, info: Info };

/** A problem as its sentence and remedy; what can be done about it goes inside. */
export function ProblemText({ problem, children }: { readonly problem: Problem; readonly children?: ReactNode }) {
	const Icon = icons[problem.severity];
	return (
		<div
			className={`problem problem-${problem.severity}`}
			role={problem.severity === "error" ? "alert" : "status"}
			data-code={problem.code}
		>
			<Icon size={16} className="problem-icon" />
			<div className="problem-body">
				<p className="problem-sentence">{problem.sentence}</p>
				{problem.remedy !== "" && <p className="problem-remedy">{problem.remedy}</p>}
				{children && <div className="problem-actions">{children}</div>}
			</div>
		</div>
	);
}
