// A map with one pin: to put it where an idea is meant, or only to show it. Without tiles or JavaScript it is not there.
(() => {
  const wanted = (text) => text.split(",").map(Number);

  document.querySelectorAll("[data-map]").forEach((part) => {
    const data = part.dataset;
    const fields = [data.latitude, data.longitude].map((id) => document.getElementById(id)).filter(Boolean);
    const [latitude, longitude, zoom] = wanted(data.start);
    part.hidden = false;
    const map = L.map(part.querySelector("[data-map-canvas]"), { scrollWheelZoom: false, zoomControl: false });
    map.attributionControl.setPrefix(false);
    L.control.zoom({ zoomInTitle: data.zoomIn, zoomOutTitle: data.zoomOut }).addTo(map);
    L.tileLayer(data.tiles, { attribution: data.attribution, maxZoom: 19 }).addTo(map);
    map.setView([latitude, longitude], zoom);

    let pin = null;
    const show = (place) => {
      if (pin) pin.setLatLng(place);
      else pin = L.circleMarker(place, { radius: 10, weight: 4, color: "#fff", fillColor: "#c8102e", fillOpacity: 1 }).addTo(map);
    };
    const typed = () => {
      const values = fields.map((field) => Number(field.value.replace(",", ".")));
      return fields.length === 2 && fields.every((field) => field.value.trim()) && values.every(Number.isFinite) ? values : null;
    };
    const put = (place) => {
      // Four decimals are some ten metres: enough for a spot, and no more than that is kept.
      [place.lat, place.lng].forEach((number, at) => { fields[at].value = number.toFixed(4); });
      show(place);
      part.querySelector("[data-map-said]").textContent = data.put;
    };

    const first = data.at ? wanted(data.at) : typed();
    if (first) { show(first); map.setView(first, 16); }
    if (fields.length === 2) {
      map.on("click", (event) => put(event.latlng));
      part.querySelector(":scope > div > button").addEventListener("click", () => put(map.getCenter()));
      fields.forEach((field) => field.addEventListener("input", () => {
        const place = typed();
        if (place) { show(place); map.setView(place, Math.max(map.getZoom(), 15)); }
      }));
    }
    // Inside a folded part the map has no size until it is opened.
    part.closest("details")?.addEventListener("toggle", () => map.invalidateSize());
  });
})();
