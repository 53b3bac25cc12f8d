import { FileDown, FileUp, X } from "lucide-react";
import { lazy, Suspense, useEffect, useRef } from "react";
import { ProblemText } from "../shell/problem-text.tsx";
import { Tip } from "../shell/tip.tsx";
import { closeFind, loadPattern, savePattern, useFinding, watchFind } from "./find-store.ts";
import "../simplify/simplify-panel.css";
import "./find-panel.css";

const FindBody = lazy(() => import("./find-body.tsx"));

/** Every place of the model that is like an example, and what shall come in their stead. */
export function FindPanel() {
	useEffect(watchFind, []);
	const isOpen = useFinding((one) => one.isOpen);
	const pattern = useFinding((one) => one.pattern);
	const problem = useFinding((one) => one.problem);
	const panel = useRef<HTMLElement>(null);
	useEffect(() => {
		if (isOpen) panel.current?.focus();
	}, [isOpen]);
	if (!isOpen) return null;
	return (
		<aside
			ref={panel}
			tabIndex={-1}
			className="simplify find"
			aria-label="Find and replace"
			data-testid="find"
			onKeyDown={(event) => {
				if (event.key !== "Escape" || event.defaultPrevented) return;
				event.preventDefault();
				closeFind();
			}}
		>
			<header className="simplify-head">
				<h2>Find and replace</h2>
				<span className="find-head-buttons">
					<Tip text="Load a pattern">
						<button
							type="button"
							className="button button-quiet button-small button-icon"
							aria-label="Load a pattern"
							onClick={choosePattern}
						>
							<FileUp size={14} />
						</button>
					</Tip>
					<Tip text="Save the pattern">
						<button
							type="button"
							className="button button-quiet button-small button-icon"
							aria-label="Save the pattern"
							disabled={!pattern}
							onClick={() => void savePattern()}
						>
							<FileDown size={14} />
						</button>
					</Tip>
					<button
						type="button"
						className="button button-quiet button-small button-icon"
						onClick={closeFind}
						aria-label="Close"
					>
						<X size={14} />
					</button>
				</span>
			</header>
			{problem && <ProblemText problem={problem} />}
			{pattern ? (
				<Suspense>
					<FindBody pattern={pattern} />
				</Suspense>
			) : (
				<p className="simplify-about">
					Select the nodes of one example and press <kbd>R</kbd>, or load a pattern from a file.
				</p>
			)}
		</aside>
	);
}

function choosePattern(): void {
	const input = document.createElement("input");
	input.type = "file";
	input.accept = ".json,application/json";
	input.onchange = () => {
		const file = input.files?.[0];
		if (file) void loadPattern(file);
	};
	input.click();
}
