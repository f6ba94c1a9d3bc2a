package org.poormanspipes.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.poormanspipes.Lifetime;

/// On a contract's concrete class: of the kinds that [EachFlavour] names for a test, those of these
/// lifetimes are enough, because the backend has no part in what the others would show. A test that
/// names only others has them all.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface OfLifetimes {
  Lifetime[] value();
}
