// Shown only while the site is being served to its author: what is wrong, in the page itself.
(() => {
  const base = document.currentScript.src.replace(/assets\/javascripts\/authoring\.js.*$/, "")
  const show = async () => {
    const response = await fetch(`${base}journey-problems.json`, { cache: "no-store" })
    if (!response.ok) return
    const { failure, problems } = await response.json()
    document.getElementById("journey-problems")?.remove()
    if (!failure && !problems.length) return
    const panel = document.createElement("section")
    panel.id = "journey-problems"
    panel.setAttribute("role", "alert")
    panel.style.cssText =
      "position:fixed;inset:auto 0 0 0;z-index:99;max-height:45vh;overflow:auto;padding:.6rem 1rem;" +
      "background:#5c1a13;color:#fff;font:.75rem/1.5 ui-monospace,monospace"
    const head = document.createElement("strong")
    head.textContent = failure
      ? "The last save could not be built; this is the page before it."
      : `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`
    panel.append(head)
    const line = text => {
      const item = document.createElement("div")
      item.style.whiteSpace = "pre-wrap"
      item.textContent = text
      panel.append(item)
    }
    if (failure) line(failure)
    // What is wrong on the page in view comes first.
    const here = document.querySelector("meta[name='journey:source']")?.content
    problems.sort((a, b) => (b.path === here) - (a.path === here))
    for (const item of problems)
      line(`${item.path}${item.line ? `:${item.line}` : ""}: ${item.message}`)
    document.body.append(panel)
  }
  if (window.document$) window.document$.subscribe(show)
  else show()
})()
