// Command executor runs tasks on mesos-go's executor driver. A task runs until it is killed or the scheduler says
// "finish". To "ping N" it answers "pong N", in the order of the numbers, which count from 0; to "count N" it sends
// "up 0" to "up N-1".
//
// The driver calls back from a goroutine per message, so messages that came in order may be seen out of it: pings wait
// here until those before them were answered. Each is answered once, so a doubled one shows as a pong too many.
package main

import (
	"flag"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"

	"github.com/gogo/protobuf/proto"
	exec "github.com/mesos/mesos-go/api/v0/executor"
	mesos "github.com/mesos/mesos-go/api/v0/mesosproto"
)

type executor struct {
	live     []string
	nextPing int
	early    map[int]bool
}

func main() {
	flag.Set("logtostderr", "true") // not into files in the temp folder
	flag.Parse()
	config := exec.DriverConfig{
		Executor:       &executor{early: map[int]bool{}},
		BindingAddress: net.ParseIP(os.Getenv("LIBPROCESS_IP")),
	}
	driver, err := exec.NewMesosExecutorDriver(config)
	if err != nil {
		fmt.Fprintln(os.Stderr, "executor:", err)
		os.Exit(1)
	}
	if status, err := driver.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "executor:", status, err)
		os.Exit(1)
	}
}

func (e *executor) Registered(_ exec.ExecutorDriver, info *mesos.ExecutorInfo, framework *mesos.FrameworkInfo, agent *mesos.SlaveInfo) {
	fmt.Println("registered", info.GetExecutorId().GetValue(), "of", framework.GetName(), "on", agent.GetHostname())
}

func (e *executor) Reregistered(exec.ExecutorDriver, *mesos.SlaveInfo) {}

func (e *executor) Disconnected(exec.ExecutorDriver) {}

func (e *executor) LaunchTask(driver exec.ExecutorDriver, task *mesos.TaskInfo) {
	e.live = append(e.live, task.GetTaskId().GetValue())
	report(driver, task.GetTaskId().GetValue(), mesos.TaskState_TASK_RUNNING)
}

func (e *executor) KillTask(driver exec.ExecutorDriver, id *mesos.TaskID) {
	for i, task := range e.live {
		if task == id.GetValue() {
			e.live = append(e.live[:i], e.live[i+1:]...)
			report(driver, task, mesos.TaskState_TASK_KILLED)
			return
		}
	}
}

func (e *executor) FrameworkMessage(driver exec.ExecutorDriver, text string) {
	word, number := text, 0
	if at := strings.IndexByte(text, ' '); at >= 0 {
		word = text[:at]
		number, _ = strconv.Atoi(text[at+1:])
	}
	switch word {
	case "ping":
		e.ping(driver, number)
	case "count":
		for i := 0; i < number; i++ {
			say(driver, fmt.Sprintf("up %d", i))
		}
	case "finish":
		for _, task := range e.live {
			report(driver, task, mesos.TaskState_TASK_FINISHED)
		}
		e.live = nil
	default:
		say(driver, "not understood: "+text)
	}
}

func (e *executor) ping(driver exec.ExecutorDriver, number int) {
	if number < e.nextPing || e.early[number] {
		say(driver, fmt.Sprintf("pong %d", number))
		return
	}
	e.early[number] = true
	for e.early[e.nextPing] {
		delete(e.early, e.nextPing)
		say(driver, fmt.Sprintf("pong %d", e.nextPing))
		e.nextPing++
	}
}

// The driver stops by itself after this.
func (e *executor) Shutdown(exec.ExecutorDriver) {}

func (e *executor) Error(_ exec.ExecutorDriver, message string) {
	fmt.Fprintln(os.Stderr, "executor:", message)
}

func report(driver exec.ExecutorDriver, task string, state mesos.TaskState) {
	status := &mesos.TaskStatus{TaskId: &mesos.TaskID{Value: proto.String(task)}, State: state.Enum()}
	if _, err := driver.SendStatusUpdate(status); err != nil {
		fmt.Fprintln(os.Stderr, "executor:", err)
	}
}

func say(driver exec.ExecutorDriver, text string) {
	if _, err := driver.SendFrameworkMessage(text); err != nil {
		fmt.Fprintln(os.Stderr, "executor:", err)
	}
}
