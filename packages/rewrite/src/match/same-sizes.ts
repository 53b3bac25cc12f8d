import { type Shape, sameDimension } from "@suture/ops";
import { type Site, shapeAt } from "./site.ts";

export function sameSizes(left: Shape | undefined, right: Shape | undefined): boolean {
	if (!left || !right || left.length !== right.length) return false;
	return left.every((size, axis) => sameDimension(size, right[axis]));
}

/** Whether two values surely have the same shape, whatever the sizes of the inputs. */
export function haveSameShape(site: Site, left: string | undefined, right: string | undefined): boolean {
	return sameSizes(shapeAt(site, left), shapeAt(site, right));
}
