# docker build -t verbatim .   With PostgreSQL's driver: docker build -t verbatim --build-arg LOCK=requirements-postgres.lock .
FROM python:3.11-slim-bookworm AS build
ARG LOCK=requirements.lock
COPY ${LOCK} /tmp/lock
# Only what the lock file has the hash of; pip stays behind. Two small packages come as source and are built here.
RUN python -m venv --without-pip /venv \
    && pip --python /venv/bin/python install --no-cache-dir --require-hashes -r /tmp/lock

FROM python:3.11-slim-bookworm
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin verbatim \
    && install -d -m 700 -o verbatim -g verbatim /data
COPY --from=build /venv /venv
COPY bot /app/bot
COPY index /app/index
# The root may be read-only: byte code is made now, and whatever changes is in /data or, for a moment, in /tmp.
RUN /venv/bin/python -m compileall -q /app /venv/lib
ENV PATH=/venv/bin:$PATH \
    PYTHONPATH=/app \
    PYTHONSAFEPATH=1 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATABASE_URL=sqlite:////data/verbatim.db \
    METRICS_LISTEN=127.0.0.1:9464
USER 10001:10001
WORKDIR /data
VOLUME /data
# It asks Telegram as well, which may take ten seconds. METRICS_LISTEN must include this container's own address.
HEALTHCHECK --interval=60s --timeout=25s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['METRICS_LISTEN'].rpartition(':')[2] + '/healthz', timeout=22)"]
ENTRYPOINT ["python", "-m", "bot"]
