import "./ui/page.css";

import { render } from "preact";

import { takeToken } from "./client";
import { App } from "./shell/app";

takeToken();
const root = document.getElementById("app");
if (root) render(<App />, root);
