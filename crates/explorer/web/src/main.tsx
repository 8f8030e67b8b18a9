import { render } from "preact";

import { App } from "./shell/app";
import "./ui/page.css";

const root = document.getElementById("app");
if (root) render(<App />, root);
