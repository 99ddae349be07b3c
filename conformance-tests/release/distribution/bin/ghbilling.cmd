@echo off
rem Runs ghbilling from the folder that its zip was unpacked into. Needs Java 17 or later.
setlocal
set "home=%~dp0.."
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
if "%~1"=="bench" goto checkout
if "%~1"=="conformance" goto jar
if "%~1"=="spec" goto jar
"%java%" -Xlog:disable -jar "%home%\ghbilling-cli.jar" %*
exit /b %errorlevel%

:checkout
echo ghbilling: bench needs a checkout of the project: run ./ghbilling bench there 1>&2
exit /b 2

:jar
echo ghbilling: on Windows, run java -jar with ghbilling-conformance.jar or ghbilling-spec-compare.jar of this folder: "%home%" 1>&2
exit /b 2
