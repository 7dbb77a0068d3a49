// Draws the charts. Expressions are interpreted, not compiled: the page may run no code but what its files hold.
for (const figure of document.querySelectorAll("figure.chart")) {
  const specification = JSON.parse(figure.querySelector(".specification").textContent);
  const options = { ast: true, renderer: "canvas", actions: false, defaultStyle: false, tooltip: false };
  vegaEmbed(figure.querySelector(".drawn"), specification, options).catch((error) => {
    figure.querySelector(".drawn").textContent = `The chart could not be drawn (${error.message}); its numbers are in the table.`;
  });
}
