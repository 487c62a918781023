%% The definitions of the whole broker, which only an administrator reads and imports.
-module(topology_definitions).
-export([read/1, import/2]).

read(Api) ->
    {ok, Definitions} = topology_api:get(Api, "/api/definitions"),
    Definitions.

%% In parts, so that no request takes long, however many queues there are. For each policy RabbitMQ compares all
%% queues of a virtual host with all of its policies, so they come before the queues, and fewer at a time.
import(Api, Missing) ->
    post(Api, [maps:without([<<"policies">>, <<"queues">>, <<"bindings">>], Missing) | parts(<<"policies">>, 25, Missing)]),
    queues(Api, maps:with([<<"queues">>], Missing), 3),
    post(Api, parts(<<"bindings">>, 500, Missing)).

%% RabbitMQ takes the declaration of a queue that it cannot start in time, as happens to one of thousands, and tells its
%% log alone. What has not come about is declared again. What never does, is said at the end.
queues(Api, Missing, Attempts) ->
    post(Api, parts(<<"queues">>, 500, Missing)),
    case empty(Missing) orelse Attempts =:= 1 of
        true -> ok;
        false -> queues(Api, topology_things:missing(Missing, read(Api)), Attempts - 1)
    end.

post(Api, Parts) ->
    lists:foreach(
        fun(Part) ->
            case topology_api:post(Api, "/api/definitions", Part) of
                {ok, _} -> ok;
                {error, 400, Reason} -> throw({give_up, ["RabbitMQ refused what is declared: ", topology_uris:hide(Part, Reason)]});
                {error, Status, Reason} -> throw({try_again, io_lib:format("the import failed: ~p ~ts", [Status, topology_uris:hide(Part, Reason)])})
            end
        end,
        [Part || Part <- Parts, not empty(Part)]).

parts(Kind, Most, Definitions) ->
    [#{Kind => Part} || Part <- split(Most, maps:get(Kind, Definitions, []))].

split(_, []) -> [];
split(Most, Entries) when length(Entries) =< Most -> [Entries];
split(Most, Entries) ->
    {Part, Others} = lists:split(Most, Entries),
    [Part | split(Most, Others)].

empty(Part) -> lists:all(fun(Entries) -> Entries =:= [] end, maps:values(Part)).
