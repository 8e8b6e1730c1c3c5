// Package image reads container images as evidence: from a registry, an OCI layout or
// the tarball of docker save. An image is hostile until it is read: sizes are bounded, and no
// name in it leads out of it.
//
// Reading goes over the layers twice. The first time checks their digests and lists what is in
// them; the second keeps the content of the files that tell something, in one temporary file.
package image
