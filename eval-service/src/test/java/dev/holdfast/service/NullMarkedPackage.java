package dev.holdfast.service;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/// Lives in a package that says that nothing in it is null unless it says so.
final class NullMarkedPackage extends ArchCondition<JavaClass> {
    NullMarkedPackage() {
        super("live in a @NullMarked package");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        var marked = type.getPackage().tryGetAnnotationOfType(NullMarked.class).isPresent();
        events.add(new SimpleConditionEvent(type, marked, type.getPackageName()));
    }
}
