/**
 * The program that an intruder runs. It stands on the JDK alone, and is copied to a folder that everybody can read: another
 * user can read neither the class path of the tests nor their temporary folders.
 */
package org.gotask.system.strangers.program;
