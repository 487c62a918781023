#!/usr/bin/env escript
%% Brings a running broker to what is declared. Its modules lie beside it, and are compiled in memory.
-mode(interpret).

main([What]) ->
    Directory = filename:dirname(escript:script_name()),
    lists:foreach(fun load/1, filelib:wildcard(filename:join(Directory, "*.erl"))),
    topology_job:run(What).

load(File) ->
    {ok, Module, Code} = compile:file(File, [binary, report]),
    {module, Module} = code:load_binary(Module, File, Code).
