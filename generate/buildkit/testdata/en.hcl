# All images of shop. Regenerate: gantry migrate (edits by hand are kept)
# Run from the root of the repository: docker buildx bake -f deploy/docker-bake.hcl

# assumed: tgt.registry is unknown, acr-domain.invalid/shop is used
# registry and namespace
variable "REGISTRY" {
  default = "acr-domain.invalid/shop"
}

# tag of the images
variable "TAG" {
  default = "dev"
}

# platforms to build for, separated by commas
variable "PLATFORMS" {
  default = "linux/amd64,linux/arm64"
}

# time stamp in the images, in seconds; with it a repeated build gives the same
variable "SOURCE_DATE_EPOCH" {
  default = null
}

# assumed: net.mirrors is unknown, mirrors.aliyun.com is used
# host of the apt mirror
variable "APT_MIRROR" {
  default = "mirrors.aliyun.com"
}

# assumed: net.mirrors is unknown, https://goproxy.cn,direct is used
# Go module proxy
variable "GOPROXY" {
  default = "https://goproxy.cn,direct"
}

# assumed: net.mirrors is unknown, https://maven.aliyun.com/repository/public is used
# mirror of Maven Central
variable "MAVEN_MIRROR" {
  default = "https://maven.aliyun.com/repository/public"
}

# PyPI index
variable "PIP_INDEX_URL" {
  default = ""
}

group "default" {
  targets = ["gateway", "order-server", "worker"]
}

group "test" {
  targets = ["order-server-test"]
}

target "gateway" {
  context    = "gateway"
  dockerfile = "Dockerfile"
  target     = "runtime"
  tags       = ["${REGISTRY}/gateway:${TAG}"]
  platforms  = split(",", PLATFORMS)
  args = {
    GOPROXY           = GOPROXY
    APT_MIRROR        = APT_MIRROR
    SOURCE_DATE_EPOCH = SOURCE_DATE_EPOCH
  }
}

target "order-server" {
  context    = "order-service"
  dockerfile = "order-server/Dockerfile"
  target     = "runtime"
  tags       = ["${REGISTRY}/order-server:${TAG}"]
  platforms  = split(",", PLATFORMS)
  args = {
    MAVEN_MIRROR      = MAVEN_MIRROR
    SOURCE_DATE_EPOCH = SOURCE_DATE_EPOCH
  }
}

target "order-server-test" {
  inherits  = ["order-server"]
  target    = "test"
  tags      = []
  platforms = []
  output    = ["type=cacheonly"]
}

target "worker" {
  context    = "."
  dockerfile = "worker/Dockerfile"
  target     = "runtime"
  tags       = ["${REGISTRY}/worker:${TAG}"]
  platforms  = split(",", PLATFORMS)
  args = {
    PIP_INDEX_URL     = PIP_INDEX_URL
    SOURCE_DATE_EPOCH = SOURCE_DATE_EPOCH
  }
}

