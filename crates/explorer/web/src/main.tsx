import "./ui/page.css";

import { render } from "preact";

import { takeToken } from "./client";
import { App } from "./shell/app";
import { boot } from "./shell/boot";
import { startSettings } from "./shell/settings";

takeToken();
startSettings();
const root = document.getElementById("app");
if (root) {
  // What the document itself draws before any script.
  root.replaceChildren();
  render(<App />, root);
}
boot();
