/* Draws the map and lets the list follow it. Without this file the list says all, page by page. */
"use strict";

(() => {
  const element = document.getElementById("map");
  if (!element || !window.L) return;

  const said = element.dataset;
  const colour = name => getComputedStyle(element).getPropertyValue(`--${name}`).trim();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const [west, south, east, north] = said.box.split(",").map(Number);
  const map = L.map(element, {
    preferCanvas: true, zoomControl: false, minZoom: 3, maxZoom: 19, worldCopyJump: false,
    zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still,
  });
  L.control.zoom({ zoomInTitle: said.closer, zoomOutTitle: said.wider }).addTo(map);
  map.attributionControl.setPrefix(false);
  L.control.scale({ imperial: false }).addTo(map);
  map.fitBounds([[south, west], [north, east]], { maxZoom: 16, padding: [24, 24], animate: false });
  if (said.tiles) {
    L.tileLayer(said.tiles, { maxZoom: 19, attribution: new URL(said.tiles, location.href).host }).addTo(map);
  }

  /* Lines as they are packed: whole numbers of a step, each the difference to the one before it. */
  function unpacked({ kind, step, deltas, offsets }) {
    let x = 0, y = 0;
    let parts = [];
    for (let i = 0; i < deltas.length; i += 2) parts.push([(y += deltas[i + 1]) * step, (x += deltas[i]) * step]);
    for (const starts of offsets) parts = starts.slice(1).map((end, i) => parts.slice(starts[i], end));
    return { parts, isArea: kind.endsWith("Polygon") };
  }

  /* The ground: tiles that are asked for once, and drawn below everything else. */
  const STYLES = {
    path: { color: colour("path"), weight: 1 }, road: { color: colour("road"), weight: 2 },
    middle: { color: colour("road"), weight: 3 }, main: { color: colour("main"), weight: 4 },
    border: { color: colour("border"), weight: 2, dashArray: "6 4" },
  };
  map.createPane("ground").style.zIndex = 250;
  const pencil = L.canvas({ pane: "ground", padding: 0.5 });
  const ground = L.layerGroup().addTo(map);
  const tiles = new Set();
  let level = null;
  if (said.credit) map.attributionControl.addAttribution(said.credit);

  async function underneath() {
    const answer = await fetch(`${said.ground}&zoom=${map.getZoom()}&box=${boxOf(map.getBounds().pad(.25))}`);
    if (answer.redirected || !answer.ok) return;
    const found = await answer.json();
    if (found.level !== level) {
      ground.clearLayers();
      tiles.clear();
      level = found.level;
    }
    for (const [name, tile] of Object.entries(found.tiles)) {
      if (tiles.has(name)) continue;
      tiles.add(name);
      lay(tile);
    }
  }

  function lay({ lines, names }) {
    for (const rank of Object.keys(STYLES)) {
      if (!lines[rank]) continue;
      const style = { ...STYLES[rank], renderer: pencil, pane: "ground", interactive: false, smoothFactor: 0 };
      ground.addLayer(L.polyline(unpacked(lines[rank]).parts, style));
    }
    for (const { name, lon, lat } of names) {
      const text = document.createElement("span");
      text.textContent = name;
      const icon = L.divIcon({ className: "street", html: text, iconSize: [0, 0] });
      ground.addLayer(L.marker([lat, lon], { icon, pane: "ground", keyboard: false, interactive: false }));
    }
  }

  const records = L.layerGroup().addTo(map);
  const total = document.getElementById("total");
  const list = document.getElementById("marks");
  const turning = document.getElementById("turning");
  const form = document.getElementById("placing");
  let asked = null;

  const open = pk => () => { location.href = said.record.replace("/0/", `/${pk}/`); };
  /* Stages have colours only where all records share them: beside their legend. */
  const stageColour = stage => colour(stage < 0 ? "none" : "staged" in said ? `stage-${Math.min(stage, 5)}` : "mark");
  const styleOf = stage => stage < 0
    ? { color: stageColour(stage), fillColor: "#fff" } : { color: "#fff", fillColor: stageColour(stage) };

  function words(name, stage) {
    const tip = document.createElement("span");
    tip.textContent = stage ? `${name} · ${stage}` : name;
    return tip;
  }

  function pointOf([pk, lon, lat, stage, name, stageWords]) {
    const style = { ...styleOf(stage), radius: 7, weight: 2, fillOpacity: 1, interactive: !form };
    return L.circleMarker([lat, lon], style).bindTooltip(words(name, stageWords)).on("click", open(pk));
  }

  function shapeOf(shape, [pk, , , stage, name, stageWords]) {
    const { parts, isArea } = unpacked(shape);
    const main = stageColour(stage);
    const style = { color: main, fillColor: main, fillOpacity: .25, weight: isArea ? 2 : 4 };
    Object.assign(style, { smoothFactor: 0, interactive: !form });
    const layer = isArea ? L.polygon(parts, style) : L.polyline(parts, style);
    return layer.bindTooltip(words(name, stageWords), { sticky: true }).on("click", open(pk));
  }

  function clusterOf([lon, lat, count]) {
    const size = 22 + 5 * Math.log10(count);
    const icon = L.divIcon({ className: "cluster", html: String(count), iconSize: [size, size] });
    const closer = () => map.setView([lat, lon], Math.min(map.getZoom() + 2, map.getMaxZoom()));
    return L.marker([lat, lon], { icon, keyboard: false }).on("click", closer);
  }

  const boxOf = bounds => [
    Math.max(bounds.getWest(), -180), Math.max(bounds.getSouth(), -90),
    Math.min(bounds.getEast(), 180), Math.min(bounds.getNorth(), 90),
  ].map(number => number.toFixed(5)).join(",");

  async function follow() {
    asked?.abort();
    asked = new AbortController();
    try {
      const url = `${said.records}&zoom=${map.getZoom()}&box=${boxOf(map.getBounds())}`;
      const answer = await fetch(url, { signal: asked.signal });
      if (answer.redirected || !answer.ok) return;
      draw(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  function draw(found) {
    const started = performance.now();
    records.clearLayers();
    const shaped = new Set(found.shapes.map(shape => shape.point));
    found.shapes.forEach(shape => records.addLayer(shapeOf(shape, found.points[shape.point])));
    found.points.forEach((point, i) => shaped.has(i) || records.addLayer(pointOf(point)));
    found.clusters.forEach(cluster => records.addLayer(clusterOf(cluster)));
    total.textContent = found.total;
    list.innerHTML = found.list;
    turning?.remove();
    performance.measure("luoshi-draw", { start: started });
    element.dataset.drawn = found.points.length + found.clusters.length;
  }

  function show() {
    if (said.ground) underneath();
    follow();
  }

  let waiting = null;
  map.on("moveend", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 120);
  });

  /* A record is put on the map: a click, also one on another record, writes its coordinates into the form. */
  if (form) {
    const { lon, lat } = form.elements;
    const icon = L.divIcon({ className: "mark", iconSize: [18, 18] });
    const mark = L.marker([0, 0], { icon, keyboard: false, interactive: false });
    const put = () => lon.value && lat.value && mark.setLatLng([lat.value, lon.value]).addTo(map);
    element.classList.add("placing");
    map.on("click", ({ latlng }) => {
      lon.value = latlng.lng.toFixed(6);
      lat.value = latlng.lat.toFixed(6);
      put();
    });
    [lon, lat].forEach(input => input.addEventListener("change", put));
    put();
  }
  show();
})();
