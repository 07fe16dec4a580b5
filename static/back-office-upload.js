/* Files are dropped, sent a few at a time as parts of one run, and told one by one. Without this script the form sends
   them all at once. */
(() => {
  const form = document.getElementById("upload");
  if (!form) return;
  const AT_A_TIME = 5;
  const input = form.elements.files;
  const drop = document.getElementById("drop");
  const bar = document.getElementById("progress");
  const done = document.getElementById("done");
  const table = document.getElementById("results");

  /* The admin's own script would write the name of a chosen file into the next text field, which here is the newspaper. */
  input.hasChangeListener = true;

  for (const type of ["dragover", "dragenter"])
    drop.addEventListener(type, event => { event.preventDefault(); drop.classList.add("over"); });
  for (const type of ["dragleave", "drop"])
    drop.addEventListener(type, event => { event.preventDefault(); drop.classList.remove("over"); });
  drop.addEventListener("drop", event => { input.files = event.dataTransfer.files; });

  /* Pages before scans, which are attached to pages that are there. */
  const isScan = file => /\.(pdf|png|jpe?g|webp)$/i.test(file.name);

  async function send(files, run) {
    const data = new FormData(form);
    data.delete("files");
    data.set("run", run);
    files.forEach(file => data.append("files", file));
    const answer = await fetch(form.action, {method: "POST", body: data, headers: {"X-Rows-Only": "1"}});
    if (!answer.ok) throw new Error(answer.statusText);
    table.tBodies[0].insertAdjacentHTML("beforeend", await answer.text());
    table.hidden = false;
    return answer.headers.get("X-Run") || run;
  }

  form.addEventListener("submit", async event => {
    event.preventDefault();
    const files = [...input.files].sort((one, other) => isScan(one) - isScan(other));
    const button = form.querySelector("button");
    bar.closest("p").hidden = false;
    button.disabled = true;
    bar.max = files.length;
    let run = "";
    try {
      for (let at = 0; at < files.length; at += AT_A_TIME) {
        bar.value = at;
        done.textContent = `${at} / ${files.length}`;
        run = await send(files.slice(at, at + AT_A_TIME), run);
      }
      bar.value = files.length;
      done.textContent = `${files.length} / ${files.length}`;
      input.value = "";
    } catch {
      done.textContent = done.dataset.failed;
    }
    button.disabled = false;
  });
})();
