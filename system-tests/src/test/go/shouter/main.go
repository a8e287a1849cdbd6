// Command shouter is an executor whose tasks speak to their scheduler as those of mesosgot do: a framework message is the
// task's name, "^" and the text. A task answers its first message in capitals and is finished; a killed one says so.
package main

import (
	"flag"
	"fmt"
	"net"
	"os"
	"strings"

	"github.com/gogo/protobuf/proto"
	exec "github.com/mesos/mesos-go/api/v0/executor"
	mesos "github.com/mesos/mesos-go/api/v0/mesosproto"
)

type shouter struct {
	live map[string]bool
}

func main() {
	flag.Set("logtostderr", "true") // not into files in the temp folder
	flag.Parse()
	driver, err := exec.NewMesosExecutorDriver(exec.DriverConfig{
		Executor:       &shouter{live: map[string]bool{}},
		BindingAddress: net.ParseIP(os.Getenv("LIBPROCESS_IP")),
	})
	check(err)
	_, err = driver.Run()
	check(err)
}

func (s *shouter) Registered(exec.ExecutorDriver, *mesos.ExecutorInfo, *mesos.FrameworkInfo, *mesos.SlaveInfo) {
}

func (s *shouter) Reregistered(exec.ExecutorDriver, *mesos.SlaveInfo) {}

func (s *shouter) Disconnected(exec.ExecutorDriver) {}

func (s *shouter) LaunchTask(driver exec.ExecutorDriver, task *mesos.TaskInfo) {
	s.live[task.GetTaskId().GetValue()] = true
	report(driver, task.GetTaskId().GetValue(), mesos.TaskState_TASK_RUNNING)
}

func (s *shouter) KillTask(driver exec.ExecutorDriver, id *mesos.TaskID) {
	s.end(driver, id.GetValue(), mesos.TaskState_TASK_KILLED)
}

func (s *shouter) FrameworkMessage(driver exec.ExecutorDriver, message string) {
	at := strings.IndexByte(message, '^')
	if at < 0 || !s.live[message[:at]] {
		return
	}
	task, text := message[:at], message[at+1:]
	_, err := driver.SendFrameworkMessage(task + "^" + strings.ToUpper(text))
	check(err)
	s.end(driver, task, mesos.TaskState_TASK_FINISHED)
}

func (s *shouter) Shutdown(exec.ExecutorDriver) {}

func (s *shouter) Error(_ exec.ExecutorDriver, message string) {
	fmt.Fprintln(os.Stderr, "shouter:", message)
}

func (s *shouter) end(driver exec.ExecutorDriver, task string, state mesos.TaskState) {
	if s.live[task] {
		delete(s.live, task)
		report(driver, task, state)
	}
}

func report(driver exec.ExecutorDriver, task string, state mesos.TaskState) {
	_, err := driver.SendStatusUpdate(&mesos.TaskStatus{
		TaskId: &mesos.TaskID{Value: proto.String(task)},
		State:  state.Enum(),
	})
	check(err)
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "shouter:", err)
		os.Exit(1)
	}
}
