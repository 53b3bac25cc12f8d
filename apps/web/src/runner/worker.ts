import { expose } from "comlink";
import { carryProblems } from "../surgeon/carry-problems.ts";
import { Runner } from "./runner.ts";

carryProblems();
expose(new Runner());
