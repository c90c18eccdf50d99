/** The folder that holds the page's built files, `index.html` among them; `npm run build` fills it. */
export declare const pageFolder: string
