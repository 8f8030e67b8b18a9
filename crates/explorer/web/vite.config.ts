import preact from "@preact/preset-vite";
import { defineConfig } from "vite";

// One script and one style sheet under fixed names: the server embeds them, and a
// difference in `dist` is a difference of the sources.
export default defineConfig({
  plugins: [preact({ devToolsEnabled: false })],
  build: {
    target: "es2022",
    // `light-dark()` stays as written: every browser since May 2024 has it.
    cssTarget: ["chrome123", "firefox125", "safari17.5"],
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: true,
    rollupOptions: {
      output: {
        entryFileNames: "assets/page.js",
        chunkFileNames: "assets/[name].js",
        assetFileNames: "assets/page[extname]",
      },
    },
  },
});
