/** The style of the reference: light and dark by the reader's system, narrow and wide, and on paper. */
export const referenceStyle = `
:root {
  color-scheme: light dark;
  --ink: #1c2430; --soft: #5a6675; --paper: #ffffff; --line: #dfe4ea; --panel: #f6f8fa;
  --link: #0b5cad; --get: #0b6b46; --post: #8a4b00; --wrong: #a3231f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e4e8ee; --soft: #a2adba; --paper: #14181d; --line: #303842; --panel: #1c2229;
    --link: #7db8f5; --get: #6fd0a2; --post: #f0b26b; --wrong: #f28b85;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  display: grid; grid-template-columns: 19rem minmax(0, 1fr);
}
a { color: var(--link); text-underline-offset: 0.15em; }
code { font: 0.9em/1.5 ui-monospace, "SFMono-Regular", Consolas, monospace; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--paper); padding: 0.5rem; }
nav {
  position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.25rem;
  border-right: 1px solid var(--line); background: var(--panel); font-size: 0.875rem;
}
nav summary { font-weight: 600; cursor: pointer; }
nav ol, nav ul { list-style: none; margin: 0.5rem 0 0; padding: 0; }
nav ul { margin: 0.15rem 0 0.9rem; padding-left: 0.75rem; border-left: 2px solid var(--line); }
nav li { margin: 0.1rem 0; }
nav ol > li > a { font-weight: 600; color: var(--ink); text-decoration: none; }
nav ul a { color: var(--soft); text-decoration: none; display: block; padding: 0.1rem 0; }
nav a:hover { color: var(--link); text-decoration: underline; }
main { padding: 2rem clamp(1rem, 4vw, 3.5rem) 6rem; max-width: 66rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 0.5rem; }
h2 { font-size: 1.375rem; margin: 3rem 0 0; padding-bottom: 0.4rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.0625rem; margin: 0 0 0.35rem; }
article { padding: 1.5rem 0 1.25rem; border-bottom: 1px solid var(--line); }
article:target { background: var(--panel); box-shadow: -0.75rem 0 0 var(--panel), 0.75rem 0 0 var(--panel); }
p { margin: 0.4rem 0; max-width: 46rem; }
.address { margin: 0 0 0.5rem; overflow-wrap: anywhere; }
.method, .status {
  display: inline-block; font: 600 0.75rem/1.5 ui-monospace, Consolas, monospace; padding: 0.05rem 0.4rem;
  border: 1px solid currentColor; border-radius: 0.25rem;
}
.method { min-width: 3.4rem; margin-right: 0.4rem; text-align: center; color: var(--post); }
.method.get { color: var(--get); }
.status { color: var(--get); margin-right: 0.25rem; }
.status.wrong { color: var(--wrong); }
.answer { margin-top: 0.6rem; max-width: none; overflow-wrap: anywhere; }
.answer code { white-space: nowrap; }
.table { overflow-x: auto; margin: 0.5rem 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
caption { text-align: left; font-weight: 600; padding: 0.35rem 0; color: var(--soft); }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.75rem 0.35rem 0; border-top: 1px solid var(--line); }
th { font-weight: 400; width: 30%; overflow-wrap: anywhere; }
td:nth-child(2) { width: 26%; }
small { color: var(--soft); font-size: 0.75rem; }
@media (max-width: 52rem) {
  body { display: block; }
  nav { position: static; height: auto; max-height: 16rem; border-right: 0; border-bottom: 1px solid var(--line); }
  main { padding-top: 1.25rem; }
  table, caption, tbody, tr, th, td { display: block; width: auto; }
  tr { border-top: 1px solid var(--line); padding: 0.35rem 0; }
  th, td, td:nth-child(2) { border: 0; width: auto; padding: 0.05rem 0; }
}
@media print {
  body { display: block; font-size: 11px; }
  nav { display: none; }
  article { break-inside: avoid; }
}
`
