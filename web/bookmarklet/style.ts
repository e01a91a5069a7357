// For the shadow root alone; the colours are those of theme.css. Short by itself, because no builder looks into it.
export const style = `:host{all:initial!important;display:contents!important;color-scheme:light dark!important}
*{box-sizing:border-box;margin:0}
dialog{--ink:light-dark(#1f1a15,#f3ede4);--soft:light-dark(#655b50,#aea396);--paper:light-dark(#faf8f4,#141210);--up:light-dark(#fff,#1d1a17);
--sunk:light-dark(#f1ede6,#24201c);--line:light-dark(#e4ddd2,#332d27);--go:light-dark(#b8431a,#ff9a6b);position:fixed;inset:0;width:min(1100px,100vw);
max-width:none;height:min(840px,100dvh - 32px);max-height:none;margin:auto;padding:0;display:flex;flex-direction:column;border:0;border-radius:20px;
overflow:hidden;overscroll-behavior:contain;background:var(--paper);color:var(--ink);font:400 15px/1.5 system-ui,sans-serif;text-align:start}
dialog::backdrop{background:rgb(20 16 12/.55)}
header,footer{display:flex;flex-wrap:wrap;align-items:center;gap:8px 16px;padding:12px 20px;background:var(--up)}
header{border-bottom:1px solid var(--line)}
footer{border-top:1px solid var(--line)}
h2{flex:1;font:400 24px/1.25 'Iowan Old Style',Palatino,Georgia,serif;outline:0}
main{flex:1;overflow:auto;padding:12px 20px}
p,b{color:var(--soft)}
b{display:block;font:500 12px/1 system-ui,sans-serif}
ul{list-style:none;padding:0;margin:12px 0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(150px,44%),1fr));gap:12px}
label{display:flex;align-items:center;gap:8px;cursor:pointer}
li label{position:relative;display:block;aspect-ratio:1;border-radius:12px;overflow:hidden;background:var(--sunk)}
li label:has(:checked){outline:3px solid var(--go)}
li label:has(:focus-visible){outline:3px solid var(--ink);outline-offset:2px}
img{width:100%;height:100%;object-fit:contain}
span[dir]{display:grid;place-items:center;height:100%;padding:24px 12px;overflow-wrap:anywhere;text-align:center;font-size:13px}
small{position:absolute;inset:auto 8px 8px auto;padding:1px 8px;border-radius:99px;background:var(--up);font-size:12px}
input{width:20px;height:20px;accent-color:var(--go)}
li input{position:absolute;inset:10px auto auto 10px;z-index:1;outline:0}
button,select{min-height:44px;padding:0 20px;border:0;border-radius:99px;background:var(--sunk);color:inherit;font:inherit;cursor:pointer}
select{padding:0 12px}
.close{width:44px;padding:0;font-size:24px}
.more{display:block;margin:auto}
[hidden]{display:none}
.all{flex:1;min-height:44px}
.go{background:var(--go);color:light-dark(#fff,#2a1206);font-weight:600}
:disabled{opacity:.55;cursor:default}
:focus-visible{outline:2px solid var(--go);outline-offset:2px}
dialog:focus-visible{outline:0}
a,[role=alert]{width:100%;color:light-dark(#b3261e,#ff9d94)}
[role=alert]:empty{display:none}
@media(max-width:600px){dialog{height:100dvh;border-radius:0}header,main,footer{padding:8px 12px}.size{order:1;width:100%}}`
