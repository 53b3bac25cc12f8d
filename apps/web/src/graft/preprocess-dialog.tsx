import { Dialog } from "radix-ui";
import { lazy, type ReactNode, Suspense, useState } from "react";
import "../build/build-dialog.css";
import "./graft.css";

const PreprocessForm = lazy(() => import("./preprocess-form.tsx"));

interface PreprocessDialogProps {
	readonly input: string;
	/** The button that opens it. */
	readonly children: ReactNode;
}

/** Puts pre-processing of images in front of an input. What comes and the input's new type are shown before. */
export function PreprocessDialog({ input, children }: PreprocessDialogProps) {
	const [isOpen, setOpen] = useState(false);
	return (
		<Dialog.Root open={isOpen} onOpenChange={setOpen}>
			<Dialog.Trigger asChild>{children}</Dialog.Trigger>
			<Dialog.Portal>
				<Dialog.Overlay className="dialog-cover" />
				<Dialog.Content className="dialog graft" aria-describedby={undefined} data-testid="preprocess-dialog">
					<Dialog.Title className="dialog-title">Images for {input}</Dialog.Title>
					<Suspense>
						<PreprocessForm input={input} onDone={() => setOpen(false)} />
					</Suspense>
				</Dialog.Content>
			</Dialog.Portal>
		</Dialog.Root>
	);
}
