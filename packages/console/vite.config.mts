import { defineConfig } from 'vite'

export default defineConfig({
  // Relative, so that the files work wherever a server puts them.
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // No data: URLs and no inline code: the page's Content-Security-Policy allows files of its own only.
    assetsInlineLimit: 0
  }
})
