# make run    试用：窗口加内置的微信沙盒 · try it: the windows and a pretend WeChat (SECONDS=20: not longer than that)
# make test   所有检查 · every check
# make prove  久跑的证明 · proofs that take long (PROOF=power: that one alone)
# make estimates TRACES=DIR  等候预计的误差，以及各部分值多少 · the error of forecast waits, and what each part is worth
# make package       安装包，在 build/package · packages to install
# make package-test  安装、启动、升级、卸载（须 root）· installs, starts, upgrades and removes them, as root
# make check  make build  make headless  make bench  make clean

# A Go that is too old is refused by .ci/setup; it must not fetch another one by itself.
export GOTOOLCHAIN = local

SECONDS = 0
VERSION := $(shell git describe --tags --dirty 2>/dev/null || sed -n 's/^Version = "\(.*\)"/\1/p' FyneApp.toml)

# One set of flags for all targets: others would build Fyne's C code again, which takes minutes.
GUI      := -tags migrated_fynedo
HEADLESS := -tags migrated_fynedo,headless
WINDOW   := -tags migrated_fynedo,window
LINK     := -buildvcs=false -ldflags '-s -w -X main.version=$(VERSION)'
TOOL     := go tool -modfile=.tools/go.mod

.PHONY: run build headless test check bench prove estimates package package-test clean

run:
	@.ci/setup run
	go build $(GUI) $(LINK) -o build/paihao ./app
	@.ci/trial build/paihao $(SECONDS)

build:
	@.ci/setup build
	go build $(GUI) $(LINK) -o build/paihao ./app

headless:
	@.ci/setup go
	CGO_ENABLED=0 go build $(HEADLESS) $(LINK) -o build/paihao-headless ./app

# Allocations are counted without the race detector, which empties pools at random. So are the pictures of the windows
# drawn: one goroutine draws them, several times as fast so. The windows themselves come last: real ones on a virtual
# display, pressed as staff would.
test: check
	go test -race $(HEADLESS) ./...
	go test $(HEADLESS) -run Allocations ./wechat
	go test $(HEADLESS) ./app/screen ./app/desk ./app/take ./app/setup
	go build $(GUI) $(LINK) -o build/paihao ./app
	CGO_ENABLED=0 go build $(HEADLESS) $(LINK) -o build/paihao-headless ./app
	PAIHAO_BINARY='$(CURDIR)/build/paihao' go test -count=1 $(WINDOW) -run Window ./app

check:
	@.ci/setup test
	@bad=$$($(TOOL) gofumpt -l app assets queue wechat) && [ -z "$$bad" ] || { echo "gofumpt: $$bad"; exit 1; }
	go vet $(WINDOW) ./...
	go vet $(HEADLESS) ./...
	$(TOOL) staticcheck $(WINDOW) ./...
	$(TOOL) staticcheck $(HEADLESS) ./app
	go test $(HEADLESS) -run 'TestImportRules|TestDriverFile|TestNames' ./app

# Ratios and the processor's time count, the rest is the machine's mood: that is why the load stands beside it, and why those
# who are compared take turns, round by round. Other libraries, SQLite and Redis are in modules of their own.
# The windows come last, on a virtual display.
bench:
	@.ci/setup bench
	@uptime
	go test $(HEADLESS) -run '^$$' -bench . -skip CallbackRatio -benchmem ./...
	go test $(HEADLESS) -run '^$$' -bench CallbackRatio -benchtime 7x ./app/core
	cd .bench/callback && go test -run 'Same' -bench . -benchtime 2s .
	cd .bench/durable && go test -bench . -benchtime 15x .
	go build $(GUI) $(LINK) -o build/paihao ./app
	PAIHAO_BINARY='$(CURDIR)/build/paihao' go test $(WINDOW) -run '^$$' -bench 'Screen|Idle|Flash|Click|Storm' -benchtime 1x ./app
	@uptime

prove:
	@.ci/setup test
	go build $(GUI) $(LINK) -o build/paihao ./app
	@PAIHAO_BINARY='$(CURDIR)/build/paihao' .ci/prove '$(HEADLESS)' $(PROOF)

estimates: headless
	@.ci/estimates build/paihao-headless '$(TRACES)'

package:
	@.ci/setup package
	@.ci/package build/package

package-test:
	@.ci/setup package-test
	@.ci/package build/package
	@.ci/package-test build/package

clean:
	rm -rf build
