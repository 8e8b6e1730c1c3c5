// Package image reads container images as evidence: from a registry, an OCI layout or
// the tarball of docker save. An image is hostile until it is read: sizes are bounded, and no
// name in it leads out of it.
package image
