@NullMarked
package dev.holdfast.service.console;

import org.jspecify.annotations.NullMarked;
