// For the shadow root alone; the colours are those of theme.css. Short by itself, because no builder looks into it.
export const style = `:host{all:initial!important;display:contents!important;color-scheme:light dark!important}
*{box-sizing:border-box;margin:0}
dialog{--ink:light-dark(#1f1a15,#f3ede4);--soft:light-dark(#655b50,#aea396);--paper:light-dark(#faf8f4,#141210);--up:light-dark(#fff,#1d1a17);
--sunk:light-dark(#f1ede6,#24201c);--line:light-dark(#e4ddd2,#332d27);--go:light-dark(#b8431a,#ff9a6b);position:fixed;inset:0;width:min(1100px,100vw);
max-width:none;height:fit-content;max-height:min(840px,100dvh - 32px);margin:max(16px,50dvh - 420px) auto auto;padding:0;display:flex;flex-direction:column;border:0;border-radius:20px;
overflow:hidden;overscroll-behavior:contain;background:var(--paper);color:var(--ink);font:400 15px/1.5 system-ui,sans-serif;text-align:start}
dialog::backdrop{background:rgb(20 16 12/.55)}
form{display:contents}
.few{width:min(552px,100vw)}
header,footer{display:flex;flex-wrap:wrap;align-items:center;gap:8px 16px;padding:12px 20px;background:var(--up)}
header{border-bottom:1px solid var(--line)}
footer{border-top:1px solid var(--line)}
h2{flex:1;font:400 24px/1.25 'Iowan Old Style',Palatino,Georgia,serif;outline:0}
main{flex:auto;overflow:auto;padding:12px 20px}
p,b{color:var(--soft)}
b{display:block;font:500 12px/1 system-ui,sans-serif}
ul{list-style:none;padding:0;margin:12px 0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(150px,44%),1fr));gap:12px}
.few ul{grid-template-columns:repeat(auto-fit,minmax(min(150px,44%),250px));justify-content:center}
label{display:flex;align-items:center;gap:8px;cursor:pointer}
li label{position:relative;display:block;aspect-ratio:1;border-radius:12px;overflow:hidden;background:var(--sunk)}
li label:has(:checked){outline:3px solid var(--go)}
li label:has(:focus-visible){outline:3px solid var(--ink);outline-offset:2px}
img{width:100%;height:100%;object-fit:contain}
span[dir]{display:grid;place-items:center;height:100%;padding:24px 12px;overflow-wrap:anywhere;text-align:center;font-size:13px}
small{position:absolute;bottom:8px;inset-inline-end:8px;padding:1px 8px;border-radius:99px;background:var(--up);font-size:12px}
input{width:20px;height:20px;accent-color:var(--go)}
i{position:absolute;top:0;inset-inline-start:0;z-index:1;padding-block:10px 14px;padding-inline:10px 14px;line-height:0}
li input{margin:0;outline:0}
button,select{min-height:44px;padding:0 20px;border:0;border-radius:99px;background:var(--sunk);color:inherit;font:inherit;cursor:pointer}
select{padding:0 12px}
.close{width:44px;padding:0;font-size:24px}
.more{display:block;margin:auto}
[hidden]{display:none}
.enter{position:absolute;opacity:0;pointer-events:none}
.all{flex:1;min-height:44px}
.go{background:var(--go);color:light-dark(#fff,#2a1206);font-weight:600}
:disabled{opacity:.55;cursor:default}
:focus-visible{outline:2px solid var(--go);outline-offset:2px}
dialog:focus-visible{outline:0}
a,[role=alert]{color:light-dark(#b3261e,#ff9d94)}
a{display:inline-block}
[role=alert]{width:100%}
[role=alert]:empty{display:none}
@media(max-width:600px){dialog{max-height:100dvh;margin-top:0;border-radius:0 0 20px 20px}header,main,footer{padding:8px 12px}.size{order:1;width:100%}}`
