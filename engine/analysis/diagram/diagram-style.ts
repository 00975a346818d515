/**
 * The style of pictures, light and dark: by the reader's setting, or by the class `light` or `dark` on the picture.
 * Pages whose policy forbids a style inside a picture bring this as a file and ask for pictures without.
 */
export const diagramStyle = `.aftercare-diagram{--ink:#1f2328;--soft:#57606a;--line:#8c959f;--paper:#fff;--box:#fff;--bar:#eef1f6;--frame:#d0d7de;--inside:#f6f8fa;--blue:#0958d9;--blue-soft:#dbe9ff;--green:#1a7f37;--green-soft:#e6f6ea;--red:#cf222e;--red-soft:#ffebe9;--amber:#9a6700;--amber-soft:#fff3cf;--violet:#6e40c9;--on-fill:#fff;--band:#0958d9;background:var(--paper);font-family:system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC","DejaVu Sans",sans-serif}
.aftercare-diagram.dark{${darkColours()}}
@media (prefers-color-scheme:dark){.aftercare-diagram:not(.light){${darkColours()}}}
.aftercare-diagram text{fill:var(--ink);font-size:13px}
.aftercare-diagram .box{fill:var(--box);stroke:var(--line);stroke-width:1.2}
.aftercare-diagram .pile{fill:var(--bar);stroke:var(--line);stroke-width:1.2}
.aftercare-diagram .inner{fill:none;stroke:var(--line);stroke-width:1}
.aftercare-diagram .frame{fill:var(--inside);stroke:var(--frame);stroke-width:1.2}
.aftercare-diagram .bar{fill:var(--bar)}
.aftercare-diagram .lane>.frame{fill:var(--paper);stroke:var(--line);stroke-dasharray:5 4}
.aftercare-diagram .bar-title{font-weight:600}
.aftercare-diagram .bar-text text{paint-order:stroke;stroke:var(--bar);stroke-width:5px;stroke-linejoin:round}
.aftercare-diagram .bar-text.of-lane text{stroke:var(--paper)}
.aftercare-diagram .foot{font-size:11px;fill:var(--soft)}
.aftercare-diagram .sign{fill:none;stroke:var(--soft);stroke-width:1.2;stroke-linecap:round;stroke-linejoin:round}
.aftercare-diagram .dot{fill:var(--ink)}
.aftercare-diagram .history-text{font-weight:600;font-size:12px}
.aftercare-diagram .wire{fill:none;stroke:var(--line);stroke-width:1.3}
.aftercare-diagram .head{fill:var(--line);stroke:none}
.aftercare-diagram .after .wire,.aftercare-diagram .after .pill{stroke-dasharray:5 4}
.aftercare-diagram .done .wire,.aftercare-diagram .result .wire{stroke-dasharray:1.5 4;stroke-linecap:round}
.aftercare-diagram .error .wire{stroke-dasharray:2 3}
.aftercare-diagram .pill{fill:var(--paper);stroke:var(--frame);stroke-width:1}
.aftercare-diagram .label text{font-size:11px;fill:var(--soft)}
.aftercare-diagram .label.after text,.aftercare-diagram .label.done text,.aftercare-diagram .label.result text{font-style:italic}
.aftercare-diagram .band{fill:none;stroke:var(--band);opacity:.28;stroke-linejoin:round}
.aftercare-diagram .taken .wire{stroke:var(--green);stroke-width:2.2}
.aftercare-diagram .taken .head{fill:var(--green)}
.aftercare-diagram .label.taken .pill{fill:var(--green-soft);stroke:var(--green)}
.aftercare-diagram .label.taken text{fill:var(--green);font-weight:600}
.aftercare-diagram .times{fill:var(--green)}
.aftercare-diagram .label.taken .times-text{fill:var(--on-fill);font-size:10px;font-weight:600}
.aftercare-diagram .visited>.box{fill:var(--green-soft);stroke:var(--green)}
.aftercare-diagram .visited>.pile{fill:var(--green-soft);stroke:var(--green)}
.aftercare-diagram .visited>.inner{stroke:var(--green)}
.aftercare-diagram .visited>.mark{fill:none;stroke:var(--green);stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.aftercare-diagram .current>.ring{fill:none;stroke:var(--blue);stroke-width:2;opacity:.45}
.aftercare-diagram .current>.box{fill:var(--blue);stroke:var(--blue)}
.aftercare-diagram .current>.inner{stroke:var(--on-fill)}
.aftercare-diagram .current>.mark{fill:var(--on-fill);stroke:none}
.aftercare-diagram .current>.title{fill:var(--on-fill);font-weight:700}
.aftercare-diagram .current>.foot{fill:var(--on-fill)}
.aftercare-diagram .current>.sign{stroke:var(--on-fill)}
.aftercare-diagram .current>.frame{stroke:var(--blue);stroke-width:2}
.aftercare-diagram .overdue>.box{fill:var(--red);stroke:var(--red)}
.aftercare-diagram .overdue>.ring,.aftercare-diagram .overdue>.frame{stroke:var(--red)}
.aftercare-diagram .due-soon>.ring{stroke:var(--amber);stroke-width:3;opacity:1}
.aftercare-diagram .due-soon>.frame{stroke:var(--amber);stroke-width:2}
.aftercare-diagram .suspended>.stripes{fill:url(#aftercare-stripes)}
.aftercare-diagram .stripe{stroke:var(--paper);stroke-width:3;opacity:.3}
.aftercare-diagram .suspended>.box{fill:var(--soft);stroke:var(--soft)}
.aftercare-diagram .out-of-reach{opacity:.45}
.aftercare-diagram .badge rect{fill:var(--red-soft);stroke:var(--red);stroke-width:1}
.aftercare-diagram .badge text{font-size:11px;font-weight:600;fill:var(--red)}
.aftercare-diagram .badge.due-soon rect{fill:var(--amber-soft);stroke:var(--amber)}
.aftercare-diagram .badge.due-soon text{fill:var(--amber)}
.aftercare-diagram .badge.suspended rect{fill:var(--bar);stroke:var(--soft)}
.aftercare-diagram .badge.suspended text{fill:var(--ink)}
.aftercare-diagram .badge.suspended .sign{fill:var(--ink);stroke:none}
.aftercare-diagram .badge.count rect{fill:var(--ink);stroke:var(--ink)}
.aftercare-diagram .badge.count text{fill:var(--paper)}
.aftercare-diagram .move .wire{stroke:var(--violet);stroke-width:2;stroke-dasharray:9 4 2 4}
.aftercare-diagram .move .head{fill:var(--violet)}
.aftercare-diagram .move circle{fill:var(--paper);stroke:var(--violet);stroke-width:1.5}
.aftercare-diagram .move .hand{fill:none;stroke:var(--violet);stroke-width:1.4;stroke-linecap:round;stroke-linejoin:round}
.aftercare-diagram .move text{font-size:10px;font-weight:600;fill:var(--violet)}
.aftercare-diagram .state:focus{outline:none}
.aftercare-diagram .state:focus-visible>.box,.aftercare-diagram .state:focus-visible>.frame{stroke:var(--blue);stroke-width:3;stroke-dasharray:none}
`

function darkColours(): string {
  return '--ink:#e6edf3;--soft:#9da7b3;--line:#768390;--paper:#0d1117;--box:#161b22;--bar:#21262d;--frame:#3d444d;--inside:#11161d;--blue:#1f6feb;--blue-soft:#10243f;--green:#3fb950;--green-soft:#10271a;--red:#da3633;--red-soft:#3a1214;--amber:#d29922;--amber-soft:#2e2207;--violet:#a371f7;--on-fill:#fff;--band:#58a6ff'
}
