# The main script of a "basic" session: the same order, names and promises as the portal's, in our own words.
require "shellwords"

module Dashboard
  class JobScript
    def initialize(staged_root, options)
      @root = staged_root
      @options = options
    end

    def to_s
      <<~SCRIPT
        #{option('header', '#!/bin/bash')}
        cd #{@root.shellescape}

        # The connection, readable by its owner alone, from what the app has set by then.
        create_yml() {
          (
            umask 077
            echo -e "#{parameters.map { |name| "#{name}: $#{name}" }.join('\n')}" >#{file('connection.yml')}
          )
        }

        # Ends with the status given; signals direct children only and waits for nobody.
        clean_up() {
          [ ! -e #{file('clean.sh')} ] || source #{file('clean.sh')}
          [ -z "${SCRIPT_PID:-}" ] || pkill -P "$SCRIPT_PID"
          pkill -P $$
          exit "${1:-0}"
        }

        # 0 somebody listens, 1 nobody does.
        port_used() {
          (exec 3<>"/dev/tcp/${1%:*}/${1##*:}") 2>/dev/null
        }

        find_port() {
          local host=${1:-localhost} candidate
          for candidate in $(shuf -i "${2:-#{option('min_port', 2000)}}-${3:-#{option('max_port', 65_535)}}" -n 50); do
            port_used "$host:$candidate" || { echo "$candidate"; return 0; }
          done
          return 1
        }
        export -f port_used find_port

        #{option('set_host', 'host=$(hostname)')}
        [ ! -e #{file('before.sh')} ] || source #{file('before.sh')}
        #{file('script.sh')} &
        SCRIPT_PID=$!
        [ ! -e #{file('after.sh')} ] || source #{file('after.sh')}
        create_yml
        wait "$SCRIPT_PID" || clean_up 1
        clean_up
      SCRIPT
    end

    private

    def parameters = %w[host port password] + Array(@options["conn_params"])
    def option(name, default) = @options.fetch(name, default)
    def file(name) = File.join(@root, name).shellescape
  end
end
