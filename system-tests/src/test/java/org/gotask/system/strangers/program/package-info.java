/**
 * The program that an intruder runs. It depends on the JDK alone, and is copied to a folder that everybody can read,
 * because another user can read neither the class path of the tests nor their temporary folders.
 */
package org.gotask.system.strangers.program;
