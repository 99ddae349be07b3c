@echo off
rem Runs ghbilling from the folder that its zip was unpacked into. Needs Java 17 or later.
setlocal
rem Names of variables ignore case, and Java gets them all: HOME would be another home directory.
set "folder=%~dp0.."
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
if "%~1"=="bench" goto checkout
if "%~1"=="conformance" goto jar
if "%~1"=="spec" goto jar
"%java%" -Xlog:disable -jar "%folder%\ghbilling-cli.jar" %*
exit /b %errorlevel%

:checkout
echo ghbilling: bench needs a checkout of the project: run ./ghbilling bench there 1>&2
exit /b 2

:jar
echo ghbilling: on Windows, run java -jar with ghbilling-conformance.jar or ghbilling-spec-compare.jar of this folder: "%folder%" 1>&2
exit /b 2
