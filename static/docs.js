// The page of the API: Swagger UI, reading our own description, sending nothing elsewhere.
const place = document.getElementById("swagger");
globalThis.SwaggerUIBundle({
  url: place.dataset.openapi,
  dom_id: "#swagger",
  deepLinking: true,
  validatorUrl: null,
  presets: [globalThis.SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
});
