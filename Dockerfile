# syntax=docker/dockerfile:1
ARG PYTHON_IMAGE=python:3.11-slim-bookworm

FROM ${PYTHON_IMAGE} AS build
ARG TORCH="torch>=2.13,<2.14"
# CPU wheels by default; for a GPU: --build-arg TORCH_INDEX=https://download.pytorch.org/whl/cu130
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
RUN pip install --no-deps --extra-index-url "${TORCH_INDEX}" "${TORCH}"
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY app ./app
COPY models ./models
COPY templates ./templates
COPY static ./static
COPY quizzes ./quizzes
RUN pip install -c constraints.txt ".[openid,postgresql]"

FROM ${PYTHON_IMAGE} AS run
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    SEODANG_HOST=0.0.0.0 SEODANG_PORT=8000 SEODANG_DATA=/data
# git keeps the history of what instructors edit
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home --shell /usr/sbin/nologin seodang \
    && install -d -o seodang -g seodang /data
COPY --from=build /opt/venv /opt/venv
WORKDIR /home/seodang
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['SEODANG_PORT'] + '/healthz', timeout=2)"]
CMD ["seodang", "serve"]
