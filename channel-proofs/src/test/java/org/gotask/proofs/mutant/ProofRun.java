package org.gotask.proofs.mutant;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** The main class of a process that runs one proof, and whose exit code says how it went. */
public final class ProofRun {

    static final int PASSED = 0;
    static final int FAILED = 10;

    private ProofRun() {}

    /** Runs the method of the test class. */
    public static void main(String[] args) throws ReflectiveOperationException {
        Constructor<?> constructor = Class.forName(args[0]).getDeclaredConstructor();
        constructor.setAccessible(true);
        Method proof = constructor.getDeclaringClass().getDeclaredMethod(args[1]);
        proof.setAccessible(true);
        try {
            proof.invoke(constructor.newInstance());
        } catch (InvocationTargetException e) {
            Throwable fault = e.getTargetException();
            fault.printStackTrace();
            System.exit(fault instanceof AssertionError ? FAILED : 1);
        }
        System.exit(PASSED);
    }
}
