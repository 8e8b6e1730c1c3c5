# The image of blog. Regenerate: gantry migrate (edits by hand are kept)

FROM python:3.10.21-slim-bookworm AS build

# host of the apt mirror; --build-arg APT_MIRROR= for the official one
ARG APT_MIRROR=mirrors.aliyun.com

# system packages to compile dependencies with; they do not reach the image
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt/lists,sharing=locked <<EOF
set -eu
export DEBIAN_FRONTEND=noninteractive
rm -f /etc/apt/apt.conf.d/docker-clean
if [ -n "$APT_MIRROR" ]; then
    find /etc/apt -name sources.list -o -name '*.sources' | xargs sed -i -E "s#https?://(deb|security)\.debian\.org#http://$APT_MIRROR#"
fi
apt-get update
apt-get install -y --no-install-recommends default-libmysqlclient-dev gcc gettext libc6-dev pkg-config
EOF
ENV PATH=/opt/venv/bin:$PATH \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PYTHONDONTWRITEBYTECODE=1
WORKDIR /app

# PyPI index; --build-arg PIP_INDEX_URL= for the official one
ARG PIP_INDEX_URL=https://mirrors.aliyun.com/pypi/simple/
RUN python -m venv /opt/venv

# the list of dependencies alone: cached until it changes
COPY requirements.txt /app/
COPY requirements/base.txt /app/requirements/
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --no-compile -r requirements.txt

# the dependencies of the source have no server for production
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --no-compile gunicorn==23.0.0

COPY . /app/

# static files are gathered at build time; the variables hold a value for this command only
RUN DJANGO_SECRET_KEY=unused python manage.py compilemessages
RUN DJANGO_SECRET_KEY=unused python manage.py collectstatic --no-input
RUN DJANGO_SECRET_KEY=unused python manage.py compress --force

FROM python:3.10.21-slim-bookworm AS runtime

# host of the apt mirror; --build-arg APT_MIRROR= for the official one
ARG APT_MIRROR=mirrors.aliyun.com

# system packages that the program needs
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt/lists,sharing=locked <<EOF
set -eu
export DEBIAN_FRONTEND=noninteractive
rm -f /etc/apt/apt.conf.d/docker-clean
if [ -n "$APT_MIRROR" ]; then
    find /etc/apt -name sources.list -o -name '*.sources' | xargs sed -i -E "s#https?://(deb|security)\.debian\.org#http://$APT_MIRROR#"
fi
apt-get update
apt-get install -y --no-install-recommends libmariadb3
EOF
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp
WORKDIR /app

COPY --from=build --link /opt/venv /opt/venv
COPY --from=build --link /app /app

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["gunicorn", "--worker-tmp-dir", "/dev/shm", "--bind", "0.0.0.0:8080", "blog.wsgi:application"]
