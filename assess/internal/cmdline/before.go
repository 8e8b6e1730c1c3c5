package cmdline

import (
	"path"
	"slices"
	"strings"
)

// Steps returns the commands among lines that prepare what the program needs each
// time before it starts: they change a database, gather or compile files, fill an
// index. What only looks around, waits, or installs and builds is left out.
func Steps(lines []Line) [][]string {
	var out [][]string
	for _, l := range lines {
		c := Command{Args: slices.Clone(l.Args)}
		c.unwrap()
		if prepares(c.Args) && !slices.ContainsFunc(out, func(o []string) bool { return slices.Equal(o, c.Args) }) {
			out = append(out, c.Args)
		}
	}
	return out
}

// prepares tells whether a command is such a step.
func prepares(args []string) bool {
	if len(args) < 2 {
		return false
	}
	rest := args[1:]
	switch program := path.Base(args[0]); {
	case strings.HasPrefix(program, "python"):
		if path.Base(rest[0]) == "manage.py" {
			return len(rest) > 1 && managed(rest[1])
		}
		if rest[0] == "-m" && len(rest) > 2 {
			return prepares(rest[1:])
		}
		return strings.HasSuffix(rest[0], ".py") && changes(path.Base(rest[0]))
	case program == "manage.py", program == "django-admin":
		return managed(rest[0])
	case program == "flask":
		return slices.Contains(rest, "db") && slices.Contains(rest, "upgrade") || changes(rest[len(rest)-1])
	case program == "npm", program == "yarn", program == "pnpm":
		name := rest[len(rest)-1]
		return changes(name) && !strings.HasPrefix(name, "-")
	case program == "node":
		return changes(path.Base(rest[0]))
	}
	return slices.Contains([]string{
		"alembic", "aerich", "prisma", "sequelize", "sequelize-cli", "knex", "typeorm", "drizzle-kit", "mikro-orm", "db-migrate", "migrate", "goose", "flyway", "liquibase", "yoyo",
	}, path.Base(args[0])) && !strings.HasPrefix(rest[0], "--v")
}

// managed tells whether a command of manage.py does something that lasts.
func managed(name string) bool {
	for _, no := range []string{"runserver", "shell", "dbshell", "test", "check", "version", "celery", "qcluster", "rqworker", "process_tasks", "rundramatiq", "wait_for_db", "inspectdb"} {
		if strings.HasPrefix(name, no) {
			return false
		}
	}
	return !strings.ContainsAny(name, "$`") && !strings.HasPrefix(name, "-")
}

// changes tells whether a script is named after changing the database.
func changes(name string) bool {
	name = strings.ToLower(name)
	for _, word := range []string{"migrat", "init_db", "initdb", "init-db", "db:", "seed", "create_table", "create_db", "createdb", "prestart", "pre_start", "syncdb"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}
