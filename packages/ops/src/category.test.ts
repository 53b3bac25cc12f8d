import { expect, test } from "vitest";
import { namesIn } from "./category.ts";
import { type Category, categoryTable } from "./category-table.ts";
import { domains, operatorCategory } from "./index.ts";
import { operatorTable } from "./operator-table.ts";

const listed = (Object.keys(categoryTable) as Category[]).flatMap(namesIn);
const known = new Set(domains().flatMap((domain) => [...(operatorTable.get(domain)?.keys() ?? [])]));

test("gives every operator of every domain a category, and no other name", () => {
	expect(listed.toSorted()).toEqual([...known].toSorted());
});

test("puts operators where a person looks for them", () => {
	expect(operatorCategory("Conv", "")).toBe("convolution");
	expect(operatorCategory("FusedMatMul", "com.microsoft")).toBe("matrix");
	expect(operatorCategory("EfficientNMS_TRT", "trt.plugins")).toBe("detection");
	expect(operatorCategory("Loop", "")).toBe("control");
});

test("calls a stranger other", () => {
	expect(operatorCategory("constructor", "my.domain")).toBe("other");
});
