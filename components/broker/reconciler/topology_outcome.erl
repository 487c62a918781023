%% What a Job says of the difference between what is declared and what is there.
-module(topology_outcome).
-export([restoring/1, check/2]).

restoring(Missing) ->
    [io:format("restoring ~p ~ts~n", [length(Entries), Kind]) || Kind := Entries <- Missing, Entries =/= []].

check(Declared, Actual) ->
    case topology_things:differences(Declared, Actual) of
        [] -> io:format("the broker has all that is declared~n");
        Sentences -> throw({give_up, lists:join("\n", Sentences)})
    end.
