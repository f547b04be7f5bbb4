/// Which files make a pact, and how do they travel?
///
/// In: a pact on disk, or files that were sent. Out: a [Bundle], the same wherever it is opened, with a digest that
/// names it.
/// Start there. An opened bundle is a file system of its own: whatever a pact names, nothing outside of it can be read.
/// What a pact means does not belong here.
@NullMarked
package dev.holdfast.service.bundle;

import org.jspecify.annotations.NullMarked;
