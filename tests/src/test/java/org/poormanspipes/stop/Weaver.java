package org.poormanspipes.stop;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Puts a call of [Hook] before, or in the place of, each instruction by which a class of the
/// library can change what other processes see:
///
/// ```
///   VarHandle.set…, compareAnd…, getAnd… of a memory segment   a store to a word
///   MemorySegment.copy                                         a copy, perhaps into shared memory
///   MethodHandle.invokeExact in a class of native functions    a call into the kernel
/// ```
///
/// An instruction that might have an effect and that is not known here is refused, so that a new
/// way to store can't slip past.
final class Weaver {
  private static final ClassDesc HOOK = ClassDesc.of(Hook.class.getName());
  private static final ClassDesc SEGMENT = ClassDesc.of("java.lang.foreign.MemorySegment");
  private static final ClassDesc VAR_HANDLE = ClassDesc.of("java.lang.invoke.VarHandle");
  private static final ClassDesc METHOD_HANDLE = ConstantDescs.CD_MethodHandle;
  private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);

  /// Stores into segments for which there is no hook: allowed only where the memory is the
  /// process's own.
  private static final Set<String> OTHER_STORES =
      Set.of("set", "setAtIndex", "setString", "fill", "copyFrom", "mismatch");

  /// Classes that use those on memory of their own: questions to the kernel, and a guard word on
  /// its way into a file.
  private static final Set<String> OWN_MEMORY = Set.of("org/poormanspipes/pool/Block");

  private static final String SYSTEM = "org/poormanspipes/linux/";

  private final ClassFile format;
  private final Map<String, Integer> woven = new TreeMap<>();

  /// @param library where the classes' supertypes are looked up
  Weaver(ClassLoader library) {
    format =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(library)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
  }

  /// The class with its hooks.
  byte[] weave(byte[] original) {
    ClassModel model = format.parse(original);
    String name = model.thisClass().asInternalName();
    return format.transformClass(
        model, ClassTransform.transformingMethodBodies((code, element) -> at(name, code, element)));
  }

  /// How many hooks were put into each class.
  synchronized Map<String, Integer> woven() {
    return Map.copyOf(woven);
  }

  private void at(String type, CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeInstruction call && changed(type, code, call)) {
      synchronized (this) {
        woven.merge(type, 1, Integer::sum);
      }
      return;
    }
    code.with(element);
  }

  private static boolean changed(String type, CodeBuilder code, InvokeInstruction call) {
    ClassDesc owner = call.owner().asSymbol();
    String method = call.name().stringValue();
    if (owner.equals(VAR_HANDLE) && isStore(method) && ofSegment(call)) {
      code.invokestatic(HOOK, "store", NOTHING);
      code.with(call);
      return true;
    }
    if (owner.equals(SEGMENT) && method.equals("copy") && call.opcode() == Opcode.INVOKESTATIC) {
      return copied(type, code, call);
    }
    if (owner.equals(SEGMENT) && OTHER_STORES.contains(method) && !ownsMemory(type)) {
      throw new IllegalStateException("the weaver knows no " + method + ", which " + type + " has");
    }
    return type.startsWith(SYSTEM)
        && owner.equals(METHOD_HANDLE)
        && method.startsWith("invoke")
        && called(type, code, call);
  }

  private static boolean isStore(String method) {
    return !method.equals("get")
        && !(method.startsWith("get") && !method.startsWith("getAnd"))
        && (method.startsWith("set")
            || method.startsWith("getAnd")
            || method.startsWith("compareAnd")
            || method.startsWith("weakCompareAnd"));
  }

  /// Other handles lead to fields of objects, which no other process sees.
  private static boolean ofSegment(InvokeInstruction call) {
    MethodTypeDesc shape = call.typeSymbol();
    return shape.parameterCount() > 0 && shape.parameterType(0).equals(SEGMENT);
  }

  private static boolean ownsMemory(String type) {
    return type.startsWith(SYSTEM) || OWN_MEMORY.contains(type);
  }

  private static boolean copied(String type, CodeBuilder code, InvokeInstruction call) {
    MethodTypeDesc shape = call.typeSymbol();
    boolean out = shape.parameterType(shape.parameterCount() - 3).equals(ConstantDescs.CD_Object);
    if (out) {
      return false;
    }
    if (shape.parameterCount() == 5 || shape.parameterType(0).equals(ConstantDescs.CD_Object)) {
      code.invokestatic(HOOK, "copy", shape);
      return true;
    }
    throw new IllegalStateException(
        "the weaver knows no copy" + shape + ", which " + type + " has");
  }

  /// Classes of native functions have their function's name in a field.
  private static boolean called(String type, CodeBuilder code, InvokeInstruction call) {
    MethodTypeDesc shape = call.typeSymbol();
    int buffers = 0;
    for (ClassDesc parameter : shape.parameterList()) {
      buffers += parameter.equals(SEGMENT) ? 1 : 0;
    }
    String hook = buffers == 2 ? "call" : "transfer";
    MethodTypeDesc hooked =
        shape
            .insertParameterTypes(0, METHOD_HANDLE)
            .insertParameterTypes(shape.parameterCount() + 1, ConstantDescs.CD_String);
    code.aload(0);
    code.getfield(ClassDesc.ofInternalName(type), "name", ConstantDescs.CD_String);
    code.invokestatic(HOOK, hook, hooked);
    return true;
  }
}
