@echo off
rem Paihao, started again when it has died; what staff close stays closed. For a start with Windows: press Win+R, enter
rem shell:startup, and put a shortcut to this file there, with "Run: Minimized".
:start
start /wait "" "%~dp0paihao.exe" %*
if %errorlevel% equ 0 exit /b
ping -n 4 127.0.0.1 >nul
goto start
