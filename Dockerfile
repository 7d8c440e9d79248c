# The atlas as one image: what it serves is built in, so a container starts at once,
# needs no network and no volume, and one tag always shows the same records.

FROM node:22-slim AS node
WORKDIR /atlas
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM python:3.13-slim AS build
WORKDIR /atlas
COPY requirements/run.txt requirements/run.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements/run.txt
COPY --from=node /atlas/node_modules node_modules
COPY pyproject.toml README.md LICENSE LICENSE-DATA ./
COPY geodata geodata
COPY layers layers
COPY app app
# In place, as in a checkout: the last stage keeps the same folder, so the link holds.
RUN /venv/bin/pip install --no-deps --no-build-isolation --editable . \
    && /venv/bin/atlas build

FROM python:3.13-slim
RUN useradd --system --no-create-home atlas
COPY --from=build /venv /venv
COPY --from=build /atlas/LICENSE /atlas/LICENSE-DATA /atlas/
COPY --from=build /atlas/geodata /atlas/geodata
COPY --from=build /atlas/layers /atlas/layers
COPY --from=build /atlas/app /atlas/app
# Git ignores build/, and a wheel would leave it out: it is copied by name.
COPY --from=build /atlas/build /atlas/build
USER atlas
WORKDIR /atlas
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 ATLAS_HOST=0.0.0.0 ATLAS_PORT=8000
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD ["python", "-c", \
    "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz')"]
CMD ["atlas", "serve"]
