@NullMarked
package dev.holdfast.alerting;

import org.jspecify.annotations.NullMarked;
