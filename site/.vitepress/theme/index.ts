import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme";

import "./style.css";
import Picture from "./Picture.vue";

export default {
    extends: DefaultTheme,
    enhanceApp: ({ app }) => {
        app.component("Picture", Picture);
    },
} satisfies Theme;
