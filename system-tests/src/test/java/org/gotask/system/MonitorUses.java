package org.gotask.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Finds the methods of one class that use a monitor: synchronized methods and blocks, and {@code Object.wait} and notify. */
final class MonitorUses extends ClassVisitor {

    private static final Set<String> OF_OBJECT = Set.of("wait", "wait0", "notify", "notifyAll");

    private final List<String> uses = new ArrayList<>();
    private String className = "";

    private MonitorUses() {
        super(Opcodes.ASM9);
    }

    /** One line for each use: class, method, and what it does. */
    static List<String> in(byte[] classFile) {
        MonitorUses visitor = new MonitorUses();
        new ClassReader(classFile).accept(visitor, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return List.copyOf(visitor.uses);
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        className = name.replace('/', '.');
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String method, String descriptor, String signature, String[] exceptions) {
        if ((access & Opcodes.ACC_SYNCHRONIZED) != 0) {
            add(method, "is synchronized");
        }
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitInsn(int opcode) {
                if (opcode == Opcodes.MONITORENTER) {
                    add(method, "has a synchronized block");
                }
            }

            @Override
            public void visitMethodInsn(
                    int opcode, String owner, String called, String calledDescriptor, boolean isInterface) {
                // a class that overrides them cannot exist: they are final
                boolean argumentsOfObject = calledDescriptor.equals("()V")
                        || calledDescriptor.equals("(J)V")
                        || calledDescriptor.equals("(JI)V");
                if (OF_OBJECT.contains(called) && argumentsOfObject && opcode == Opcodes.INVOKEVIRTUAL) {
                    add(method, "calls Object." + called);
                }
            }
        };
    }

    private void add(String method, String use) {
        uses.add(className + "." + method + " " + use);
    }
}
