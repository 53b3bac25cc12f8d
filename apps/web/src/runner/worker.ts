import { expose } from "comlink";
import { Runner } from "./runner.ts";

expose(new Runner());
