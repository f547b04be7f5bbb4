@NullMarked
package dev.holdfast.service.respond;

import org.jspecify.annotations.NullMarked;
