/// An agent to test against: a real server on this machine that does what a test tells it to.
///
/// Start at [dev.holdfast.harness.fake.FakeAgent].
@NullMarked
package dev.holdfast.harness.fake;

import org.jspecify.annotations.NullMarked;
