package syntax

// goReturns knows functions through which much-asked types are had.
func goReturns(function string) string {
	switch function {
	case "os.Create", "os.Open", "os.OpenFile", "os.CreateTemp", "io/ioutil.TempFile", "os.NewFile":
		return "os.File"
	case "net/http.NewServeMux":
		return "net/http.ServeMux"
	case "net/http.NewRequest", "net/http.NewRequestWithContext":
		return "net/http.Request"
	case "os/exec.Command", "os/exec.CommandContext":
		return "os/exec.Cmd"
	case "database/sql.Open", "database/sql.OpenDB":
		return "database/sql.DB"
	case "log.New", "log.Default":
		return "log.Logger"
	case "time.NewTicker":
		return "time.Ticker"
	case "net.Listen":
		return "net.Listener"
	case "net.Dial", "net.DialTimeout":
		return "net.Conn"
	case "github.com/gin-gonic/gin.Default", "github.com/gin-gonic/gin.New":
		return "github.com/gin-gonic/gin.Engine"
	case "github.com/labstack/echo/v4.New", "github.com/labstack/echo.New":
		return function[:len(function)-len("New")] + "Echo"
	case "github.com/gofiber/fiber/v2.New", "github.com/gofiber/fiber/v3.New":
		return function[:len(function)-len("New")] + "App"
	case "github.com/robfig/cron/v3.New", "github.com/robfig/cron.New":
		return function[:len(function)-len("New")] + "Cron"
	case "github.com/gorilla/mux.NewRouter":
		return "github.com/gorilla/mux.Router"
	case "github.com/spf13/viper.New":
		return "github.com/spf13/viper.Viper"
	}
	return ""
}
